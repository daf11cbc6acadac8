package chat.parley;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Runs out of memory in one place and otherwise keeps running, as a server does. */
final class OutOfMemoryProgram {

    private OutOfMemoryProgram() {}

    enum Place {
        THREAD {
            @Override
            void runOut() {
                new Thread(OutOfMemoryProgram::allocate).start();
            }
        },
        SCHEDULER {
            @Override
            void runOut() {
                Schedulers.parallel().schedule(OutOfMemoryProgram::allocate);
            }
        },
        OPERATOR {
            @Override
            void runOut() {
                Mono.fromRunnable(OutOfMemoryProgram::allocate)
                        .subscribeOn(Schedulers.boundedElastic())
                        .subscribe();
            }
        },
        DROPPED_ERROR {
            @Override
            void runOut() {
                Mono.error(new IllegalStateException("wrapped", memory())).subscribe();
            }
        },
        EVENT_LOOP {
            @Override
            void runOut() {
                new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()).execute(OutOfMemoryProgram::allocate);
            }
        },
        LOGGED {
            @Override
            void runOut() {
                LoggerFactory.getLogger(OutOfMemoryProgram.class)
                        .error("A request failed", new IllegalStateException(memory()));
            }
        };

        abstract void runOut();
    }

    public static void main(String[] args) throws InterruptedException {
        OutOfMemoryExit.endsTheProcess();
        OutOfMemoryExit.endsTheProcessWhenLogged();
        Place.valueOf(args[0]).runOut();
        new CountDownLatch(1).await();
    }

    private static Throwable memory() {
        try {
            allocate();
            throw new IllegalStateException("There was enough memory");
        } catch (OutOfMemoryError e) {
            return e;
        }
    }

    private static void allocate() {
        List<long[]> all = new ArrayList<>();
        while (true) {
            all.add(new long[1_000_000]);
        }
    }
}
