// What is said of many lookups at a time.

/** English, by the plural form behind the underscore. */
const ENGLISH: Record<string, string> = {
  profilesLoaded_one: '{count} profile loaded.',
  profilesLoaded_other: '{count} profiles loaded.',
  lookupsFailed_one: '{count} lookup failed.',
  lookupsFailed_other: '{count} lookups failed.',
};

/** Whole sentences, which every language can order as it wants. */
export function summaryOf(loaded: number, failed: number): string {
  return [counted('profilesLoaded', loaded), counted('lookupsFailed', failed)].filter(Boolean).join(' ');
}

function counted(key: string, count: number): string {
  if (!count) return '';
  return `${ENGLISH[`${key}_${new Intl.PluralRules('en').select(count)}`]}`.replace('{count}', `${count}`);
}
