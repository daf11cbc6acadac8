package chat.parley.settings;

/**
 * @param registration who may make an account
 * @param guests whether people are let in with a name only
 */
public record ServerSettings(Registration registration, boolean guests) {}
