package chat.parley.mail;

import reactor.core.publisher.Mono;

/** Composes mails to the address in their job; nothing if it is not a valid one. */
interface AddressedComposer extends Composer {

    Letter letter(MailJob job);

    @Override
    default Mono<OutgoingMail> compose(MailJob job) {
        return Mono.justOrEmpty(MailAddress.find(job.value("address")))
                .map(address -> new OutgoingMail(MailDelivery.messageId(job), address, letter(job), null));
    }
}
