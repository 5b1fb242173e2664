// Who is shown on a page of Pipedrive, by its API (version 2).

/** What the panel gets to know of a person. */
export interface Person {
  readonly name: string;
  /** As entered, the primary one first. */
  readonly phones: string[];
}

export interface Api {
  /** `https://yourcompany.pipedrive.com/api/v2` */
  readonly url: string;
  /** The access token that Pipedrive has given your app for this company. */
  readonly token: string;
}

/** The person, or the person of a deal; `null` where there is none. */
export async function readPerson(api: Api, resource: string, id: number): Promise<Person | null> {
  if (resource !== 'deal') return person(api, id);
  const deal = await read<{ person_id: number | null }>(api, `deals/${id}`);
  return deal.person_id === null ? null : person(api, deal.person_id);
}

async function person(api: Api, id: number): Promise<Person> {
  const { name, phones } = await read<{ name: string; phones?: Phone[] }>(api, `persons/${id}`);
  const sorted = (phones ?? []).toSorted((a, b) => Number(b.primary) - Number(a.primary));
  const values = sorted.map(({ value }) => value.trim()).filter((value) => value !== '');
  return { name, phones: [...new Set(values)] };
}

interface Phone {
  readonly value: string;
  readonly primary: boolean;
}

async function read<Data>({ url, token }: Api, path: string): Promise<Data> {
  const response = await fetch(`${url}/${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`Pipedrive answered ${response.status} to ${path}`);
  const { data } = (await response.json()) as { data: Data };
  return data;
}
