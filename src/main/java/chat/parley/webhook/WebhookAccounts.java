package chat.parley.webhook;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.ProfileService;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.signin.AccountAdministration;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Creates the bots of webhooks: accounts that nobody can log in to, with the webhook's name as their display name. */
@Component
class WebhookAccounts {

    private static final int MAX_SLUG_LENGTH = 18;
    private static final int MAX_ATTEMPTS = 5;
    private static final int SUFFIXES = 10_000;

    private final Accounts accounts;
    private final ProfileService profiles;
    private final AccountAdministration administration;
    private final SecureRandom random;

    WebhookAccounts(
            Accounts accounts, ProfileService profiles, AccountAdministration administration, SecureRandom random) {
        this.administration = administration;
        this.accounts = accounts;
        this.profiles = profiles;
        this.random = random;
    }

    /**
     * Attempts to create the bot of a webhook with a username similar to the webhook's name, and retries with other
     * usernames while they are taken.
     */
    <T> Mono<T> withUsername(String name, Function<String, Mono<T>> attempt) {
        String username = slug(name) + "-bot";
        return attempt.apply(username)
                .onErrorResume(
                        WebhookAccounts::isTaken,
                        taken -> Mono.defer(() -> attempt.apply(username + "-" + random.nextInt(SUFFIXES)))
                                .retryWhen(Retry.max(MAX_ATTEMPTS).filter(WebhookAccounts::isTaken)));
    }

    /** Creates an account within the caller's transaction. */
    Mono<Account> create(String username, String name, boolean byAdministrator) {
        return accounts.create(username, Account.Kind.MEMBER, null)
                .flatMap(bot -> profiles.name(bot, name, byAdministrator));
    }

    /**
     * Changes the display name.
     *
     * @param byAdministrator whether names that are reserved for the installation are allowed
     */
    Mono<Void> rename(Account bot, String name, boolean byAdministrator) {
        return profiles.rename(bot, name, byAdministrator).then();
    }

    /** Completes a change of the display name that some rooms have refused temporarily. */
    Mono<Void> propagate(Account bot) {
        return profiles.changed(bot).then();
    }

    /** Disables the account; its messages remain. */
    Mono<Void> retire(Account bot) {
        return administration
                .find(bot.username())
                .flatMap(found -> administration.change(found, new AccountAdministration.Change(true, null, null)))
                .then();
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code() == Code.USERNAME_TAKEN;
    }

    /** Returns the ASCII letters and digits of a name. */
    static String slug(String name) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String slug = ascii.length() > MAX_SLUG_LENGTH ? ascii.substring(0, MAX_SLUG_LENGTH) : ascii;
        return slug.isEmpty() ? "hook" : slug;
    }
}
