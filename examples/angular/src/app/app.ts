import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import type { PhoneProfileElement } from 'phone-profile';
import 'phone-profile/define';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Caller</h1>
    <p id="state">{{ state() }}</p>
    <phone-profile
      [number]="number()"
      expected-name="Maya Lindqvist"
      [strings]="strings"
      (phone-profile-load)="loaded($event)"
    />
  `,
})
export class App {
  protected readonly number = signal('+1 310 555 0123');
  protected readonly state = signal('idle');
  protected readonly strings = { checked: 'Looked up' };

  protected loaded(event: Event) {
    this.state.set((event.target as PhoneProfileElement).state);
  }
}
