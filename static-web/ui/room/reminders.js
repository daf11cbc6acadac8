import { html, nothing } from 'lit';
import { summaryOf } from '../../model/attachments.js';
import { plainText } from '../../model/markup.js';
import { newNonce } from '../../model/nonce.js';
import { usualTimes } from '../../model/reminders.js';
import { reminderApi } from '../../net/room-api.js';
import { openDialog } from '../kit/dialog.js';
import { icon } from '../kit/icons.js';
import { openMenu } from '../kit/menu.js';
import { messagePath } from '../kit/paths.js';
import { problemText } from '../kit/problem-text.js';
import { timeWithin } from '../kit/times.js';
import { toast } from '../kit/toast.js';
import { t } from '../../texts/texts.js';

const LABELS = {
  minutes: t('room.reminders.minutes'),
  hour: t('room.reminders.hour'),
  hours: t('room.reminders.hours'),
  tomorrow: t('room.reminders.tomorrow'),
  monday: t('room.reminders.monday'),
};
const MAX_LENGTH = 1000;

/** Sets a reminder and confirms it. Rejects with a problem. */
export async function setReminder(form) {
  const { id, due_at } = await reminderApi.create({ nonce: newNonce(), ...form });
  toast(t('room.reminders.set', { time: timeWithin(due_at) }), () => reminderApi.cancel(id).catch((problem) => toast(problemText(problem))));
}

const set = (form) => setReminder(form).catch((problem) => toast(problemText(problem)));

/** Offers the times at which the account can be reminded of a message. */
export function remindAbout({ room }, { seq }, anchor) {
  const message = { room: room.id, seq };
  const usual = Object.entries(usualTimes()).map(([name, time]) => ({ shape: 'clock', label: LABELS[name], act: () => set({ ...message, ...time }) }));
  openMenu(anchor, t('room.reminders.remindMe'), [...usual, { shape: 'pencil', label: t('room.reminders.another'), act: () => chooseTime(message) }]);
}

/** Opens the dialog for any other time, with a note. */
function chooseTime(message) {
  let problem = null;
  let busy = false;
  const save = async (event, close) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    busy = true;
    const { time, note } = event.target.elements;
    try {
      await setReminder({ ...message, text: note.value, due_at: new Date(time.value).toISOString() });
      close();
    } catch (refusal) {
      problem = refusal;
      show();
    } finally {
      busy = false;
    }
  };
  const show = openDialog({
    title: t('room.reminders.remindMe'),
    content: (close) => html`
      <form class="form" @submit=${(event) => save(event, close)}>
        <div class="field">
          <label for="reminder-time">${t('room.reminders.time')}</label>
          <input id="reminder-time" name="time" class="input" type="datetime-local" required .defaultValue=${localTime(usualTimes().tomorrow.due_at)} />
        </div>
        <div class="field">
          <label for="reminder-note">${t('room.reminders.note')}</label>
          <input id="reminder-note" name="note" class="input" maxlength=${MAX_LENGTH} autocomplete="off" dir="auto" />
        </div>
        <div role="alert">${problem ? html`<p class="form-error">${problemText(problem)}</p>` : nothing}</div>
        <div class="dialog-actions"><button class="button">${t('room.reminders.save')}</button></div>
      </form>
    `,
  });
}

/** Formats a time for an input of type `datetime-local`. */
function localTime(iso) {
  const date = new Date(iso);
  const two = (number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Opens the list of the account's reminders, in which they can be cancelled. */
export function showReminders(chat) {
  const state = { reminders: null, problem: null };
  const read = async (before = () => Promise.resolve()) => {
    state.problem = null;
    try {
      await before();
      state.reminders = (await reminderApi.list()).reminders;
    } catch (problem) {
      state.problem = problem;
    }
    show();
  };
  const cancel = async (id) => {
    await read(() => reminderApi.cancel(id));
    document.querySelector('.reminders .dialog-head button')?.focus();
  };
  const show = openDialog({ title: t('room.reminders.reminders'), className: 'reminders', content: (close) => list(chat, state, { cancel, close }) });
  read();
}

function list(chat, { reminders, problem }, actions) {
  return html`
    <div role="alert">${problem ? html`<p class="form-error">${problemText(problem)}</p>` : nothing}</div>
    ${reminders?.length === 0 ? html`<p class="muted">${t('room.reminders.none')}</p>` : nothing}
    <ul class="lines">${reminders?.map((reminder) => line(chat, reminder, actions))}</ul>
    <p class="hint muted small">${t('room.reminders.howTo')}</p>
  `;
}

function line(chat, { id, text, due_at, room, seq, message }, { cancel, close }) {
  return html`
    <li>
      <span class="lines-text">
        <b>${timeWithin(due_at)}</b>
        ${text ? html`<span class="reminder-text" dir="auto">${plainText(text)}</span>` : nothing}
        ${message ? html`<span class="reminder-text muted" dir="auto">${message.author_name}: ${plainText(summaryOf(message.message))}</span>` : nothing}
        ${room && !message ? html`<span class="muted">${t('room.reminders.unreadable')}</span>` : nothing}
        ${message ? html`<a class="small" href=${messagePath(chat.rooms.labelled(message.room), seq)} @click=${close}>${t('room.reminders.goToIt')}</a>` : nothing}
      </span>
      <button type="button" class="button-icon" aria-label=${t('room.reminders.cancel', { time: timeWithin(due_at) })} title=${t('room.reminders.cancelIt')} @click=${() => cancel(id)}>${icon('cross')}</button>
    </li>
  `;
}
