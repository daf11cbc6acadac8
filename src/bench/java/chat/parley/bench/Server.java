package chat.parley.bench;

/** A server under load: where it listens, which process is charged, and how it is spoken to. */
record Server(String name, String host, int port, long pid, Wire wire, Runnable end) implements AutoCloseable {

    String url() {
        return "http://" + host + ":" + port;
    }

    @Override
    public void close() {
        end.run();
    }
}
