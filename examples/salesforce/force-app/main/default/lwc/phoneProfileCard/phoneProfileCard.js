import { LightningElement, api, wire } from 'lwc';
import { getFieldValue, getRecord } from 'lightning/uiRecordApi';
import lookUp from '@salesforce/apex/PhoneProfileLookup.lookUp';

/**
 * The card of a contact's or lead's number, on its record page. Apex asks the gateway, by a Named Credential: no token
 * is in the page. The card itself is the gateway's page in an iframe, which is handed the answer.
 */
export default class PhoneProfileCard extends LightningElement {
    /** The record page sets these two. */
    @api recordId;
    @api objectApiName;
    /** Where the gateway is, as the App Builder has it: https://dash.example */
    @api gateway;

    name;
    phone;
    answer;
    message = 'Reading the record…';

    get fields() {
        return ['Name', 'Phone', 'MobilePhone'].map((field) => `${this.objectApiName}.${field}`);
    }

    // Optional, so that somebody who may not see a field gets the others.
    @wire(getRecord, { recordId: '$recordId', optionalFields: '$fields' })
    takeRecord({ data, error }) {
        if (error) this.message = 'The record could not be read.';
        if (!data) return;
        const [name, phone, mobile] = this.fields.map((field) => getFieldValue(data, field));
        this.name = name;
        this.phone = international(phone) ?? international(mobile);
        this.answer = undefined;
        this.message = this.phone ? 'Looking up…' : 'There is no phone number.';
    }

    // Not asked while there is no phone; kept by the platform for a while, so that going back costs nothing.
    @wire(lookUp, { phone: '$phone' })
    takeAnswer({ data, error }) {
        // Says nothing about the number, so there is no card.
        if (error) this.message = `No answer: ${error.body?.message ?? 'the lookup failed'}`;
        if (!data) return;
        this.answer = JSON.parse(data);
        this.message = '';
        this.tellFrame();
    }

    get address() {
        return `${this.origin}/?embed`;
    }

    get origin() {
        return new URL(this.gateway).origin;
    }

    get isWaiting() {
        return !this.answer;
    }

    connectedCallback() {
        window.addEventListener('message', this.hear);
    }

    disconnectedCallback() {
        window.removeEventListener('message', this.hear);
    }

    hear = ({ data, origin, source }) => {
        const frame = this.refs?.frame;
        if (origin !== this.origin || source !== frame?.contentWindow || data?.source !== 'phone-profile') return;
        if (data.type === 'ready') this.tellFrame();
        if (data.type === 'height') frame.style.height = `${data.height}px`;
        if (data.type === 'error') this.message = data.message;
    };

    /** Whichever comes last, the answer or the frame. */
    tellFrame() {
        if (!this.answer) return;
        this.post({ type: 'set', expectedName: this.name ?? null });
        this.post({ type: 'show', profile: this.answer });
    }

    post(message) {
        const envelope = { source: 'phone-profile', version: 1 };
        this.refs?.frame.contentWindow?.postMessage({ ...envelope, ...message }, this.origin);
    }
}

/** Salesforce writes numbers of the United States and Canada as (310) 555-0123, without their country code. */
function international(phone) {
    const number = phone?.trim();
    if (!number) return undefined;
    return /^\(\d{3}\) \d{3}-\d{4}$/.test(number) ? `+1 ${number}` : number;
}
