package chat.parley.mail;

import chat.parley.account.Account;
import chat.parley.account.Secret;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.session.AccessRevocation;
import chat.parley.session.BrowserInfo;
import chat.parley.session.RecentLogIn;
import chat.parley.session.Session;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Adds, confirms and removes the e-mail address of an account. An address is used only after it is confirmed. */
@Service
class EmailService {

    private static final int CODES = 1_000_000;
    private static final int KEY_BYTES = 12;

    private final EmailAddresses addresses;
    private final Outbox outbox;
    private final RecentLogIn owner;
    private final AccessRevocation revocation;
    private final RateLimits limits;
    private final Audit audit;
    private final TransactionalOperator transaction;
    private final SecureRandom random;

    EmailService(
            EmailAddresses addresses,
            Outbox outbox,
            RecentLogIn owner,
            AccessRevocation revocation,
            RateLimits limits,
            Audit audit,
            TransactionalOperator transaction,
            SecureRandom random) {
        this.addresses = addresses;
        this.outbox = outbox;
        this.owner = owner;
        this.revocation = revocation;
        this.limits = limits;
        this.audit = audit;
        this.transaction = transaction;
        this.random = random;
    }

    /**
     * Sends a code to an address. The account's present address stays until the new one is confirmed.
     *
     * @param password required unless the log-in is recent: whoever has the address can reset the password
     */
    Mono<EmailAddresses.State> begin(Session session, @Nullable String entered, @Nullable String password) {
        return Mono.defer(() -> {
            Account account = session.account();
            refuseGuest(account);
            MailAddress address = MailAddress.required(entered);
            String code = String.format(Locale.ROOT, "%06d", random.nextInt(CODES));
            Mono<Void> stored = addresses
                    .begin(account, address, hash(account, address, code))
                    .then(outbox.add(
                            ConfirmationComposer.NAME,
                            Secret.random(random, KEY_BYTES),
                            Map.of("username", account.username(), "address", address.text(), "code", code)))
                    .as(transaction::transactional);
            return owner.confirm(session, password)
                    .then(Mono.fromRunnable(() -> takeLimits(account, address)))
                    .then(stored)
                    .then(addresses.of(account));
        });
    }

    /** Several accounts together send no more to one address than a single one may send. */
    private void takeLimits(Account account, MailAddress address) {
        limits.take(Rate.CONFIRM_EMAIL, account.id());
        limits.take(Rate.CONFIRM_EMAIL, address.key());
    }

    /**
     * Confirms the address, invalidates links that were mailed to the previous one, and informs the previous address,
     * so that nobody who has taken over a session can change the address unnoticed.
     */
    Mono<EmailAddresses.State> confirm(Account account, @Nullable String entered, BrowserInfo client) {
        String code = entered == null ? "" : entered.replaceAll("\\s", "");
        if (code.isEmpty()) {
            return Mono.error(Refusal.field("code", "required", "Enter the code from the e-mail."));
        }
        return addresses
                .attempt(account)
                .switchIfEmpty(Mono.error(
                        () -> Refusal.field("code", "expired", "This code has expired. Request another one.")))
                .flatMap(address -> addresses
                        .confirm(account, address, hash(account, address, code))
                        .delayUntil(replaced -> revocation.removeResetLinks(account))
                        .delayUntil(replaced -> informFormer(account, replaced.former(), address))
                        .as(transaction::transactional))
                .switchIfEmpty(Mono.error(() -> Refusal.field("code", "wrong", "The code is incorrect.")))
                .then(audit(account, Action.EMAIL_CONFIRMED, client))
                .then(addresses.of(account));
    }

    Mono<Void> remove(Account account, BrowserInfo client) {
        return addresses
                .remove(account)
                .delayUntil(removed -> revocation.removeResetLinks(account))
                .delayUntil(removed -> informFormer(account, removed.former(), null))
                .as(transaction::transactional)
                .flatMap(removed -> audit(account, Action.EMAIL_REMOVED, client));
    }

    private Mono<Void> informFormer(Account account, @Nullable MailAddress former, @Nullable MailAddress present) {
        if (former == null || present != null && present.key().equals(former.key())) {
            return Mono.empty();
        }
        String change = present == null ? FormerAddressComposer.REMOVED : FormerAddressComposer.REPLACED;
        return outbox.add(
                FormerAddressComposer.NAME,
                Secret.random(random, KEY_BYTES),
                Map.of("username", account.username(), "address", former.text(), "change", change));
    }

    private Mono<Void> audit(Account account, Action action, BrowserInfo client) {
        return Mono.defer(() -> audit.add(
                account.username(), action, null, null, client.address().text()));
    }

    private static void refuseGuest(Account account) {
        if (account.kind() == Account.Kind.GUEST) {
            throw Refusal.of(Refusal.Code.FORBIDDEN, "Guests have no e-mail address.");
        }
    }

    /** Differs for equal codes of different accounts and addresses. */
    private static String hash(Account account, MailAddress address, String code) {
        return Secret.hash(account.id() + " " + address.key() + " " + code);
    }
}
