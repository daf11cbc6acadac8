package chat.parley.session;

/** A new session with the secret for its browser. */
public record NewSession(SessionToken token, Session session) {}
