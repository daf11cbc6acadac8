package chat.parley.bench;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pages over HTTP at the highest sustained rate: random pages of a room's history, or the list of rooms.
 *
 * @param rooms the number of rooms, of which everybody is a member
 * @param messages the number of messages in the room whose history is read
 */
record Pages(String name, boolean history, int rooms, int messages, double guess) implements Workload {

    private static final double MAX_LATENCY = 20;
    private static final int CONNECTIONS = 64;
    private static final int PEOPLE = 20;
    private static final int POSTS_PER_SECOND = 1000;

    @Override
    public void run(Bench bench) {
        new Contest(bench, name, 0, guess, MAX_LATENCY).run(server -> {
            if (!(server.wire() instanceof ParleyWire parley)) {
                throw new IllegalArgumentException(server.name() + " has no pages");
            }
            List<Seat> seats = parley.seats(rooms, PEOPLE);
            fill(bench, server, seats);
            return new PageLoad(server, CONNECTIONS, () -> request(server, seats));
        });
    }

    /** Adds everybody to the rooms, and fills the rooms with messages. */
    private void fill(Bench bench, Server server, List<Seat> seats) {
        bench.say(name + ": " + messages + " messages for " + server.name());
        try (Crowd crowd = Crowd.join(server, bench.threads(), seats)) {
            new SocketLoad(crowd, seats.size()).step(POSTS_PER_SECOND, 0, (double) messages * rooms / POSTS_PER_SECOND);
        }
    }

    private String request(Server server, List<Seat> seats) {
        Seat seat = seats.get(ThreadLocalRandom.current().nextInt(seats.size()));
        String path = history
                ? "/api/rooms/" + seat.id() + "/messages?limit=50&before="
                        + (1 + ThreadLocalRandom.current().nextInt(messages))
                : "/api/rooms";
        return ParleyWire.request(server, path, seat);
    }
}
