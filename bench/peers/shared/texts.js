// The texts of a card, in English, as in src/card/strings.rs.

export const LOADING = 'Looking up…';
export const NO_NAME = 'No name received';
export const BUSINESS = 'Business';
export const VERIFIED = 'Verified';
export const REGISTERED = 'Registered on WhatsApp';
export const NOT_REGISTERED = 'Not registered on WhatsApp';
export const CHECKED = 'Checked';
export const RETRY = 'Try again';

export const PICTURES = {
  private: 'Picture hidden by privacy setting',
  none: 'No picture set',
  unknown: 'No picture received, reason unknown',
  broken: 'Picture could not be loaded',
};

export const SOURCES = { cache: 'saved answer', demo: 'demo data' };

/** Title and hint for each way in which a lookup fails. */
export const ERRORS = {
  network: ['No connection to the lookup service', 'Check the connection, then try again.'],
  unauthorized: ['Sign-in needed for lookups', 'Sign in to this dashboard again, or ask its administrator.'],
  forbidden: ['Lookups are not allowed here', "Ask the dashboard's administrator for access."],
  'not-in-cache': ['No saved answer for this number', 'Nothing is known about it yet: a live lookup would tell.'],
  'rate-limited': ['Too many lookups at once', 'Wait a moment before the next one.'],
  server: ['The lookup service failed', 'Try again in a moment.'],
  'bad-response': ['The answer could not be understood', "Tell the dashboard's administrator if it stays like this."],
};
