//! The worker's half without a browser: the list, what is shown of it, files.
