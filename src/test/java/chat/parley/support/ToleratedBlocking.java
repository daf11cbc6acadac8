package chat.parley.support;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** The waits that BlockHound sees in others' code and that cost nothing: each with its reason. */
public final class ToleratedBlocking implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Jackson builds the reader of a type once, under a lock; two first requests may meet there
        builder.allowBlockingCallsInside(
                "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer");

        // Netty's allocator adds an arena when threads meet in one, and empties the others, which each may be waited
        // for
        builder.allowBlockingCallsInside(
                "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");

        // Lettuce guards each connection by a lock for some instructions; others than our one thread for commands
        // take it only while the connection opens or closes
        builder.allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters");
        builder.allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "doExclusive");
    }
}
