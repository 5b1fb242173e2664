//! The worker's half with a browser: messages, requests, what is kept.
