package chat.parley.database.postgresql;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.netty.resources.LoopResources;

/** The shared event loops for database connections, with a {@link ResponseTimeoutHandler} on each connection. */
public record PostgresEventLoops(LoopResources loops, Duration limit, Set<ResponseTimeoutHandler> handlers)
        implements LoopResources {

    public PostgresEventLoops(LoopResources loops, Duration limit) {
        this(loops, limit, ConcurrentHashMap.newKeySet());
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        C channel = loops.onChannel(type, group);
        channel.pipeline().addFirst(new ResponseTimeoutHandler(limit, handlers));
        return channel;
    }

    @Override
    public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup group) {
        return loops.onChannelClass(type, group);
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return loops.onClient(useNative);
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loops.onServer(useNative);
    }

    @Override
    public EventLoopGroup onServerSelect(boolean useNative) {
        return loops.onServerSelect(useNative);
    }

    @Override
    public boolean daemon() {
        return loops.daemon();
    }
}
