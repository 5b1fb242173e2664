// Stands in for Lightning Data Service, with two records of its own.

const records = {
  '003000000000123AAA': {
    apiName: 'Contact',
    fields: {
      Name: { value: 'Maya Lindqvist' },
      Phone: { value: '(310) 555-0123' },
      MobilePhone: { value: null },
    },
  },
  '00Q000000000123AAA': {
    apiName: 'Lead',
    fields: {
      Name: { value: 'Maya Lindqvist' },
      Phone: { value: null },
      MobilePhone: { value: '+13105550123' },
    },
  },
};

/** A wire adapter: what is new of the record that it was last asked for. */
export class getRecord {
  constructor(tell) {
    this.tell = tell;
    tell({ data: undefined, error: undefined });
  }

  update({ recordId }) {
    // As on the platform, records come later.
    setTimeout(() => this.tell({ data: records[recordId], error: undefined }));
  }

  connect() {}

  disconnect() {
    this.tell = () => {};
  }
}

/** Fields are named with their object: `Contact.Phone`. */
export function getFieldValue({ apiName, fields }, name) {
  const [object, field] = name.split('.');
  return object === apiName ? fields[field]?.value : undefined;
}
