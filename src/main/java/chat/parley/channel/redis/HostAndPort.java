package chat.parley.channel.redis;

/** The address of a server: {@code host}, {@code host:port}, or {@code [2001:db8::1]:port}. */
record HostAndPort(String host, int port) {

    static HostAndPort of(String address, int port) {
        int colon = address.lastIndexOf(':');
        boolean named = colon >= 0 && address.indexOf(':') == colon || address.contains("]:");
        String host = named ? address.substring(0, colon) : address;
        return new HostAndPort(
                host.replaceAll("[\\[\\]]", ""), named ? Integer.parseInt(address.substring(colon + 1)) : port);
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
