package chat.parley.account;

import chat.parley.http.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person's identity, as it was when it was read.
 *
 * @param id inside the server only; the wire names an account by its username
 * @param username unique, also against look-alikes, and never changed
 * @param admin whether this account administers the installation
 */
public record Account(long id, String username, String displayName, Kind kind, boolean admin) {

    Account shownAs(String otherName) {
        return new Account(id, username, otherName, kind, admin);
    }

    /**
     * Refuses what was meant for somebody else: a browser has one session, but its tabs may have been opened by different
     * people.
     *
     * @param intended the username that a request names; null for whoever is signed in
     * @throws Refusal {@code wrong_account}
     */
    public void mustBe(@Nullable String intended) {
        if (intended != null && !intended.equals(username)) {
            throw Refusal.of(Refusal.Code.WRONG_ACCOUNT, "You are signed in with another account now.");
        }
    }

    /** How an account came to be. */
    public enum Kind {
        /** Signed up with a password. */
        MEMBER,
        /** Entered with a name only. */
        GUEST;

        /** The form of the database and the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
