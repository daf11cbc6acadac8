package chat.parley.bench;

/** Connected clients that can put a server under load. */
interface Load extends AutoCloseable {

    /**
     * Runs at a fixed rate.
     *
     * @param warmUp seconds before the measured ones
     */
    Step step(double rate, double warmUp, double seconds);

    Server server();

    @Override
    void close();
}
