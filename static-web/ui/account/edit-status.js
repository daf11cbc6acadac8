import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { ENDS, endOf } from '../../model/status-ends.js';
import { personStates } from '../../model/person-states.js';
import { http } from '../../net/http.js';
import { emojiSign } from '../kit/custom-emoji.js';
import { openDialog } from '../kit/dialog.js';
import { icon } from '../kit/icons.js';
import { problemText } from '../kit/problem-text.js';
import { timeWithin } from '../kit/times.js';
import { pickEmoji } from '../room/parley-emoji-picker.js';
import { t } from '../../texts/texts.js';

const PATH = 'api/account/status';
const MAX_LENGTH = 80;
const KEPT = 'kept';

const END_LABELS = {
  never: t('account.status.never'),
  'half-hour': t('account.status.halfHour'),
  hour: t('account.status.hour'),
  today: t('account.status.today'),
  week: t('account.status.week'),
};

const SUGGESTIONS = [
  { emoji: '📅', text: t('account.status.inAMeeting'), end: 'hour' },
  { emoji: '🍜', text: t('account.status.outForAMeal'), end: 'half-hour' },
  { emoji: '🤒', text: t('account.status.ill'), end: 'today' },
  { emoji: '🌴', text: t('account.status.onHoliday'), end: 'week' },
];

/** Opens the dialog in which an account says something about itself. Rejects with a problem if the present status is unknown. */
export async function editStatus(username) {
  const own = await http.get(PATH);
  personStates.learnOwn(username, own);
  new StatusDialog(username, own).open();
}

/** The dialog, with what is entered in it. */
class StatusDialog {
  #username;
  #own;
  #ahead;
  #fields;
  #render;

  constructor(username, own) {
    const { text = '', emoji = null, until, do_not_disturb: quiet, do_not_disturb_until: quietUntil } = own;
    this.#username = username;
    this.#own = own;
    this.#ahead = Date.parse(own.now) - Date.now();
    this.#fields = { text, emoji, end: until ? KEPT : 'never', quiet, quietEnd: quietUntil ? KEPT : 'never', busy: false, problem: null };
  }

  open() {
    this.#render = openDialog({ title: t('account.status.status'), className: 'status-dialog', content: (close) => this.#content(close) });
  }

  #change(fields) {
    Object.assign(this.#fields, fields);
    this.#render();
  }

  #content(close) {
    const { text, emoji, quiet, busy, problem } = this.#fields;
    return html`
      <form class="form" @submit=${(event) => this.#save(event, close)}>
        <div class="field">
          <label for="status-text">${t('account.status.whatAreYouDoing')}</label>
          <div class="status-line">
            <button type="button" class="button button-quiet status-pick" aria-label=${t('account.status.emoji')} title=${t('account.status.emoji')} @click=${this.#pick}>${emoji ? emojiSign(emoji) : icon('smile')}</button>
            <input id="status-text" class="input" maxlength=${MAX_LENGTH} autocomplete="off" dir="auto" .value=${live(text)} @input=${({ target }) => this.#change({ text: target.value })} />
          </div>
          ${this.#suggestions()}
        </div>
        ${text.trim() || emoji ? this.#end('status-end', t('account.status.clearAfter'), 'end', this.#own.until) : nothing}
        <label class="check"><input type="checkbox" .checked=${quiet} @change=${({ target }) => this.#change({ quiet: target.checked })} />${t('account.status.doNotDisturb')}</label>
        <p class="hint muted small">${t('account.status.noNotifications')}</p>
        ${quiet ? this.#end('status-quiet-end', t('account.status.until'), 'quietEnd', this.#own.do_not_disturb_until) : nothing}
        <div role="alert">${problem ? html`<p class="form-error">${problemText(problem)}</p>` : nothing}</div>
        <div class="dialog-actions">
          ${this.#isSet() ? html`<button type="button" class="button button-quiet" ?disabled=${busy} @click=${() => this.#run(() => http.delete(PATH), close)}>${t('account.status.clear')}</button>` : nothing}
          <button class="button" ?disabled=${busy}>${t('account.status.save')}</button>
        </div>
      </form>
    `;
  }

  #isSet() {
    const { text, emoji, do_not_disturb: quiet } = this.#own;
    return Boolean(text || emoji || quiet);
  }

  #suggestions() {
    const { text, emoji } = this.#fields;
    return text.trim() || emoji
      ? nothing
      : html`<div class="status-suggestions">
          ${SUGGESTIONS.map((one) => html`<button type="button" class="button button-quiet" @click=${() => this.#suggest(one)}>${one.emoji} ${one.text}</button>`)}
        </div>`;
  }

  /** The pressed button disappears, so the focus goes to the text. */
  #suggest(fields) {
    this.#change(fields);
    document.querySelector('#status-text').focus();
  }

  /** @param kept the end of the present status, which can be kept */
  #end(id, label, name, kept) {
    const choices = [...(kept ? [[KEPT, t('account.status.untilTime', { time: timeWithin(kept) })]] : []), ...ENDS.map((end) => [end, END_LABELS[end]])];
    return html`
      <div class="field">
        <label for=${id}>${label}</label>
        <select id=${id} class="input" @change=${({ target }) => this.#change({ [name]: target.value })}>
          ${choices.map(([value, words]) => html`<option value=${value} ?selected=${this.#fields[name] === value}>${words}</option>`)}
        </select>
      </div>
    `;
  }

  #pick = async ({ currentTarget }) => {
    const emoji = await pickEmoji(currentTarget);
    emoji && this.#change({ emoji });
  };

  #save(event, close) {
    event.preventDefault();
    this.#run(() => http.put(PATH, this.#body()), close);
  }

  #body() {
    const { text, emoji, end, quiet, quietEnd } = this.#fields;
    const { until, do_not_disturb_until: quietUntil } = this.#own;
    return {
      text,
      emoji,
      until: end === KEPT ? until : endOf(end, this.#ahead),
      do_not_disturb: quiet,
      do_not_disturb_until: quietEnd === KEPT ? quietUntil : endOf(quietEnd, this.#ahead),
    };
  }

  async #run(request, close) {
    if (this.#fields.busy) {
      return;
    }
    this.#change({ busy: true, problem: null });
    try {
      personStates.learnOwn(this.#username, (await request()) ?? {});
      close();
    } catch (problem) {
      this.#change({ busy: false, problem });
    }
  }
}
