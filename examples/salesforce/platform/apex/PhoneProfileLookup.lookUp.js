// Stands in for the Apex class, which asks on the platform's server. Here the page asks the demo gateway itself.

const GATEWAY = 'http://localhost:8080';

async function ask(phone) {
  const response = await fetch(`${GATEWAY}/number/${phone.replace(/\D/g, '')}?purpose=crm-contact`);
  const body = await response.text();
  if (!response.ok) throw { body: { message: JSON.parse(body).error } };
  return body;
}

/** A wire adapter, as Apex methods are one where they are cacheable. */
export default class lookUp {
  constructor(tell) {
    this.tell = tell;
    tell({ data: undefined, error: undefined });
  }

  async update({ phone }) {
    // The platform waits until every parameter has a value.
    if (phone === undefined) return;
    try {
      this.tell({ data: await ask(phone), error: undefined });
    } catch (error) {
      this.tell({ data: undefined, error });
    }
  }

  connect() {}

  disconnect() {
    this.tell = () => {};
  }
}
