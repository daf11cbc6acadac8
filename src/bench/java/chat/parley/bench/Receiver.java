package chat.parley.bench;

import java.util.BitSet;

/** Checks the deliveries to one connection in one run: each post once, in the room's common order. */
final class Receiver {

    private final Run run;
    private final RoomBook room;
    private final BitSet seen = new BitSet();
    private int position;
    private int received;
    private int doubled;
    private int reordered;

    Receiver(Run run, RoomBook room) {
        this.run = run;
        this.room = room;
    }

    Run run() {
        return run;
    }

    void take(int number) {
        if (seen.get(number)) {
            doubled++;
            return;
        }
        seen.set(number);
        received++;
        int place = room.place(number, position);
        if (place == RoomBook.EARLIER) {
            reordered++;
        } else {
            position = place + 1;
        }
    }

    int lost() {
        return room.sent() - received;
    }

    int doubled() {
        return doubled;
    }

    int reordered() {
        return reordered;
    }
}
