package chat.parley.settings;

/**
 * The settings of the installation.
 *
 * @param registration who may create an account
 * @param guests whether guests are admitted, with a name and no password
 */
public record ServerSettings(Registration registration, boolean guests) {}
