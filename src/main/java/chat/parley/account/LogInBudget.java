package chat.parley.account;

import chat.parley.http.ClientAddress;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * From which budgets an attempt to log in is paid. A browser that the account has logged in with has one of its own. All
 * others share a slow one for the name, which stops guessing from many addresses, and have a smaller one for the name and
 * the address, so that one address cannot use up what all share.
 *
 * @param device the nonce of a known browser; null for a stranger's
 */
record LogInBudget(
        String usernameKey, ClientAddress address, @Nullable String device) {

    /** @throws Refusal {@code rate_limited}, and then nothing has been taken but by address */
    void take(RateLimits limits) {
        limits.take(Rate.LOG_IN_BY_ADDRESS, address);
        if (device != null) {
            limits.take(Rate.LOG_IN_BY_DEVICE, ofDevice());
            return;
        }
        limits.take(Rate.LOG_IN_BY_NAME_AND_ADDRESS, ofPair());
        try {
            limits.take(Rate.LOG_IN_BY_NAME, usernameKey);
        } catch (Refusal exhausted) {
            limits.giveBack(Rate.LOG_IN_BY_NAME_AND_ADDRESS, ofPair());
            throw exhausted;
        }
    }

    /** Only failures count. */
    void giveBack(RateLimits limits) {
        if (device != null) {
            limits.giveBack(Rate.LOG_IN_BY_DEVICE, ofDevice());
        } else {
            limits.giveBack(Rate.LOG_IN_BY_NAME_AND_ADDRESS, ofPair());
            limits.giveBack(Rate.LOG_IN_BY_NAME, usernameKey);
        }
    }

    private String ofDevice() {
        return usernameKey + "\n" + device;
    }

    private String ofPair() {
        return usernameKey + "\n" + address.key();
    }
}
