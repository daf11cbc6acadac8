package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.hub.Cursor;
import chat.parley.transport.FrameBatch;
import chat.parley.transport.SocketWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class OutboundTest {

    private final NarrowWire writer = new NarrowWire();
    private final Outbound outbound = new Outbound(Runnable::run, writer, new NothingToTell());

    @Test
    void socketIsSlowWhileFramesWaitAndItIsBlocked() {
        outbound.run().subscribe();
        assertThat(outbound.blocked()).isFalse();

        outbound.answer(new byte[] {1}).subscribe();
        outbound.answer(new byte[] {2}).subscribe();
        assertThat(outbound.blocked()).isTrue();

        writer.request(2);
        assertThat(writer.taken).hasSize(2);
        assertThat(outbound.blocked()).isFalse();
    }

    /** A socket writer that accepts only as many batches as requested. */
    private static final class NarrowWire implements SocketWriter {

        private final List<FrameBatch> taken = new ArrayList<>();
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
        public Executor deliveryExecutor() {
            return Runnable::run;
        }

        @Override
        public boolean ready() {
            return room > 0;
        }

        @Override
        public void write(FrameBatch batch) {
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
        public void delivered(FrameBatch batch) {}

        @Override
        public FrameBatch online(Cursor cursor) {
            return new FrameBatch(List.of());
        }

        @Override
        public byte @Nullable [] updatesPending() {
            return null;
        }
    }
}
