package chat.parley.database;

import io.r2dbc.spi.ConnectionFactory;

/**
 * Connections outside of the pool, for work that may exceed the statement timeout, with a limit of its own. The caller
 * must close them.
 */
public record LongWork(ConnectionFactory connections) {}
