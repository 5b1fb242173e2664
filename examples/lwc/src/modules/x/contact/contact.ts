import { LightningElement } from 'lwc';
import type { PhoneProfileElement } from 'phone-profile';

export default class Contact extends LightningElement {
  static renderMode = 'light' as const;

  number = '+1 310 555 0123';
  name = 'Maya Lindqvist';
  strings = { checked: 'Looked up' };
  state = '';

  // Templates refuse event names with hyphens, so the listener is added here.
  renderedCallback(): void {
    this.card?.addEventListener('phone-profile-load', this.onAnswer);
  }

  disconnectedCallback(): void {
    this.card?.removeEventListener('phone-profile-load', this.onAnswer);
  }

  private get card(): PhoneProfileElement | null | undefined {
    return this.refs?.['card'] as PhoneProfileElement | undefined;
  }

  private readonly onAnswer = (): void => {
    this.state = this.card?.state ?? '';
  };
}
