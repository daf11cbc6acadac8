package chat.parley.faults;

import chat.parley.faults.Event.Edited;
import chat.parley.faults.Event.Marked;
import chat.parley.faults.Event.Mistaken;
import chat.parley.faults.Event.Uploaded;
import chat.parley.support.Answer;
import chat.parley.support.Person;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The random behaviour of a person: posts, shares files, edits, deletes, reacts, reads, leaves and returns, hangs up. The rooms' host
 * never leaves, but renames the rooms and temporarily removes other people.
 */
final class Conduct {

    private static final int MAX_PAUSE_MILLIS = 120;
    private static final int MAX_UNSENT = 20;

    private final Client client;
    private final Random random;
    private final List<String> guests;
    private final TreeSet<String> removed = new TreeSet<>();
    /** Guests with a removal of unknown outcome. It may still take effect, so they are added again until the end. */
    private final Set<String> unansweredRemovals = ConcurrentHashMap.newKeySet();

    private volatile boolean paused;
    private boolean busy;
    private int count;
    private @Nullable Upload unfinished;

    /** @param guests the people whom this host may remove from the last room; empty for everybody else */
    Conduct(Client client, Random random, List<String> guests) {
        this.client = client;
        this.random = random;
        this.guests = guests;
        next();
    }

    /** Starts nothing new, except for adding removed people again. */
    void pause() {
        paused = true;
    }

    /** Whether no action is in progress. Must be called on the client's thread. */
    boolean isPaused() {
        return paused && !busy && removed.isEmpty();
    }

    private void next() {
        client.thread().schedule(this::step, random.nextInt(MAX_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
    }

    private void step() {
        if (!paused) {
            RoomView room = client.rooms().get(random.nextInt(client.rooms().size()));
            act(room, random.nextInt(100));
        } else if (!removed.isEmpty()) {
            readd();
        } else if (!unansweredRemovals.isEmpty()) {
            List<String> guests = List.copyOf(unansweredRemovals);
            String guest = guests.get(random.nextInt(guests.size()));
            call(() -> person().put(member(guest), Map.of()), () -> {});
        }
        next();
    }

    private void act(RoomView room, int dice) {
        if (dice < 47) {
            post(room);
        } else if (dice < 50) {
            share(room);
        } else if (dice < 62) {
            edit(room);
        } else if (dice < 66) {
            change(room, "delete", true, Map.of());
        } else if (dice < 80) {
            change(room, "react", false, Map.of("emoji", "👍", "on", random.nextInt(3) > 0));
        } else if (dice < 88) {
            read(room);
        } else if (dice < 90) {
            client.hangUp();
        } else if (dice < 92) {
            client.close(room);
        } else if (dice < 95 && !guests.isEmpty()) {
            removeOrReadd();
        } else if (dice < 96 && !guests.isEmpty()) {
            call(() -> person().patch("/api/rooms/" + room.id, Map.of("title", "Title " + ++count)), () -> {});
        } else if (dice < 95 && room == client.rooms().get(0)) {
            call(() -> person().delete("/api/rooms/" + room.id + "/members/me"), () -> {});
        }
    }

    private void post(RoomView room) {
        if (room.outbox.size() < MAX_UNSENT) {
            String call = random.nextInt(10) == 0 ? " @here" : "";
            client.post(room, person().username() + " says " + ++count + call, List.of());
        }
    }

    /** Uploads a file and posts it. An upload whose outcome is unknown is repeated with its nonce. */
    private void share(RoomView room) {
        if (room.outbox.size() < MAX_UNSENT && !busy) {
            Upload upload = unfinished == null ? Upload.random(room, random) : unfinished;
            unfinished = upload;
            call(() -> upload.send(person()), answer -> shared(upload, answer));
        }
    }

    private void shared(Upload upload, Answer answer) {
        if (answer.status() == 201) {
            String file = answer.json().path("id").asString();
            unfinished = null;
            client.record(new Uploaded(upload.room().id, file, upload.hash()));
            client.post(upload.room(), person().username() + " shares " + ++count, List.of(file));
        } else if (answer.status() == 409) {
            client.record(new Mistaken(upload.room().id, upload.nonce()));
        }
    }

    private void edit(RoomView room) {
        Long seq = room.any(random, true);
        if (seq != null && client.connected()) {
            String text = person().username() + " means " + ++count;
            boolean removes = random.nextInt(4) == 0;
            client.record(new Edited(room.id, seq, text, removes));
            client.change(room, "edit", seq, removes ? Map.of("text", text, "files", List.of()) : Map.of("text", text));
        }
    }

    private void change(RoomView room, String type, boolean own, Map<String, Object> fields) {
        Long seq = room.any(random, own);
        if (seq != null) {
            client.change(room, type, seq, fields);
        }
    }

    private void read(RoomView room) {
        long seq = room.lastSeq;
        if (seq > 0) {
            call(
                    () -> person().put("/api/rooms/" + room.id + "/read", Map.of("seq", seq)),
                    () -> client.record(new Marked(room.id, seq)));
        }
    }

    private void removeOrReadd() {
        if (!removed.isEmpty()) {
            readd();
        } else if (!busy) {
            String guest = guests.get(random.nextInt(guests.size()));
            removed.add(guest);
            call(() -> remove(guest), () -> {});
        }
    }

    /** Removes a guest from the last room. Safe to call from any thread. */
    Answer remove(String guest) {
        boolean known = unansweredRemovals.contains(guest);
        unansweredRemovals.add(guest);
        Answer answer = person().delete(member(guest));
        if (!known && answer.status() < 500) {
            unansweredRemovals.remove(guest);
        }
        return answer;
    }

    private void readd() {
        String guest = removed.first();
        call(() -> person().put(member(guest), Map.of()), () -> removed.remove(guest));
    }

    private String member(String name) {
        List<RoomView> rooms = client.rooms();
        return "/api/rooms/" + rooms.get(rooms.size() - 1).id + "/members/" + name;
    }

    private Person person() {
        return client.person();
    }

    /** Runs one request at a time outside the client's thread. The outcome of a failed request is unknown. */
    private void call(Supplier<Answer> request, Runnable done) {
        call(request, answer -> {
            if (answer.status() / 100 == 2) {
                done.run();
            }
        });
    }

    private void call(Supplier<Answer> request, Consumer<Answer> done) {
        if (!busy) {
            busy = true;
            CompletableFuture.supplyAsync(request)
                    .whenCompleteAsync(
                            (answer, failure) -> {
                                busy = false;
                                if (failure == null) {
                                    done.accept(answer);
                                }
                            },
                            client.thread());
        }
    }
}
