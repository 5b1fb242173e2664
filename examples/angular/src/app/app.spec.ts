import { TestBed } from '@angular/core/testing';
import { App } from './app';

describe('App', () => {
  it('shows a card of the number', async () => {
    const fixture = TestBed.createComponent(App);
    await fixture.whenStable();

    const card = (fixture.nativeElement as HTMLElement).querySelector('phone-profile');
    expect(card?.number).toBe('+1 310 555 0123');
    expect(card?.getAttribute('expected-name')).toBe('Maya Lindqvist');
  });
});
