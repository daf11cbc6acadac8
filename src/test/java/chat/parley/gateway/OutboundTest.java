package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.hub.Batch;
import chat.parley.hub.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class OutboundTest {

    private final NarrowWire wire = new NarrowWire();
    private final Outbound outbound = new Outbound(Runnable::run, wire, new NothingToTell());

    @Test
    void aSocketIsSlowWhenItTakesNothingThoughSomethingWaits() {
        outbound.run().subscribe();
        assertThat(outbound.blocked()).isFalse();

        outbound.answer(new byte[] {1}).subscribe();
        outbound.answer(new byte[] {2}).subscribe();
        assertThat(outbound.blocked()).isTrue();

        wire.request(2);
        assertThat(wire.taken).hasSize(2);
        assertThat(outbound.blocked()).isFalse();
    }

    /** A wire that takes no more than it is told to. */
    private static final class NarrowWire implements Wire {

        private final List<Batch> taken = new ArrayList<>();
        private Runnable whenReady = () -> {};
        private int room;

        void request(int more) {
            room += more;
            whenReady.run();
        }

        @Override
        public Mono<Void> open(Runnable ready) {
            whenReady = ready;
            return Mono.never();
        }

        @Override
        public Executor turns() {
            return Runnable::run;
        }

        @Override
        public boolean ready() {
            return room > 0;
        }

        @Override
        public void write(Batch batch) {
            room--;
            taken.add(batch);
        }

        @Override
        public void finish() {}
    }

    private static final class NothingToTell implements Outbound.Source {

        @Override
        public void ended(Cursor cursor) {}

        @Override
        public void delivered(Batch batch) {}

        @Override
        public Batch online(Cursor cursor) {
            return new Batch(List.of());
        }

        @Override
        public byte @Nullable [] news() {
            return null;
        }
    }
}
