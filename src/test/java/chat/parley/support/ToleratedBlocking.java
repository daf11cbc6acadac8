package chat.parley.support;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Exempts brief waits in libraries from BlockHound, each with its reason. */
public final class ToleratedBlocking implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Jackson builds the deserializer of a type once, under a lock, which two first requests may contend for
        builder.allowBlockingCallsInside(
                "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer");

        // Netty's allocator adds an arena when threads contend for one, and empties the others, which takes their locks
        builder.allowBlockingCallsInside(
                "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");

        // Lettuce guards each connection with a lock for a few instructions. Threads other than our command thread take
        // it only while the connection opens or closes
        builder.allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters");
        builder.allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "doExclusive");
    }
}
