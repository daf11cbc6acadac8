package chat.parley.account;

/** A session that has just begun, and the secret for its browser. */
record SignedIn(SessionToken token, Session session) {}
