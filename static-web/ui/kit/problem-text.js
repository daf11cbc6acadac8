import { t } from '../../texts/texts.js';

/** Texts for the server's stable codes. */
const FIELDS = {
  username: {
    required: t('kit.problem-text.enterAName'),
    blank: t('kit.problem-text.enterAName'),
    too_short: t('kit.problem-text.useAtLeast2'),
    too_long: t('kit.problem-text.useAtMost32'),
    invalid: t('kit.problem-text.useOnlyLettersDigits'),
    mixed_alphabets: t('kit.problem-text.aWordOfThe'),
    reserved: t('kit.problem-text.thisNameIsReserved'),
    taken: t('kit.problem-text.thisNameIsAlready'),
  },
  password: {
    required: t('kit.problem-text.enterAPassword'),
    wrong: t('kit.problem-text.incorrectPassword'),
    too_short: t('kit.problem-text.useAtLeast8'),
    too_long: t('kit.problem-text.useAtMost128'),
    invalid: t('kit.problem-text.thisPasswordContainsInvalid'),
    all_digits: t('kit.problem-text.dontUseOnlyDigits'),
    like_username: t('kit.problem-text.thisIsTooSimilar'),
    too_common: t('kit.problem-text.thisIsEasyTo'),
  },
  name: {
    required: t('kit.problem-text.enterANameFor'),
    blank: t('kit.problem-text.enterANameFor'),
    too_long: t('kit.problem-text.useAtMost64'),
    characters: t('kit.problem-text.useOnlyLettersDigits2'),
    invalid: t('kit.problem-text.useOnlyLettersDigits2'),
    taken: t('kit.problem-text.thisNameIsAlready2'),
    name_reserved: t('kit.problem-text.thisNameIsReserved2'),
  },
  title: {
    title_blank: t('kit.problem-text.enterATitleFor'),
    title_too_long: t('kit.problem-text.useAtMost128'),
    title_invalid: t('kit.problem-text.thisTitleIsInvisible'),
  },
  alt: {
    alt_too_long: t('kit.problem-text.useAtMost1'),
    alt_invalid: t('kit.problem-text.thisDescriptionIsInvisible'),
    not_a_picture: t('kit.problem-text.onlyPicturesHave'),
  },
  topic: {
    topic_too_long: t('kit.problem-text.useAtMost1'),
    topic_invalid: t('kit.problem-text.thisTopicIsInvisible'),
  },
  display_name: {
    mixed_alphabets: t('kit.problem-text.aWordOfThe'),
    required: t('kit.problem-text.enterAName'),
    blank: t('kit.problem-text.useAtLeastOne'),
    too_long: t('kit.problem-text.useAtMost64'),
    invalid: t('kit.problem-text.thisNameContainsCharacters'),
    reserved: t('kit.problem-text.thisNameIsReserved2'),
    taken: t('kit.problem-text.thisNameLooksLike'),
  },
  address: {
    required: t('kit.problem-text.enterAnAddress'),
    invalid: t('kit.problem-text.thisIsntAnAddress'),
  },
  code: {
    required: t('kit.problem-text.enterTheCode'),
    wrong: t('kit.problem-text.theCodeIsIncorrect'),
    expired: t('kit.problem-text.theCodeHasExpired'),
  },
  login: {
    required: t('kit.problem-text.enterALogin'),
    invalid: t('kit.problem-text.thisIsntALogin'),
  },
  setup_code: { required: t('kit.problem-text.enterTheSetupCode'), invalid: t('kit.problem-text.thisIsntTheSetup') },
  current: { wrong: t('kit.problem-text.incorrectPassword'), required: t('kit.problem-text.enterYourCurrentPassword') },
};
FIELDS.guest = FIELDS.username;
FIELDS.replacement = FIELDS.password;

const PROBLEMS = {
  email_taken: t('kit.problem-text.anotherAccountUsesThis'),
  registration_closed: t('kit.problem-text.onlyAnAdministratorCan'),
  invitation_required: t('kit.problem-text.youNeedAnInvite'),
  invite_invalid: t('kit.problem-text.thisInviteHasExpired'),
  last_administrator: t('kit.problem-text.makeSomebodyElseAn'),
  account_disabled: t('kit.problem-text.thisAccountIsDisabled'),
  account_not_found: t('kit.problem-text.noAccountHasThis'),
  bad_credentials: t('kit.problem-text.incorrectUsernameOrPassword'),
  last_owner: t('kit.problem-text.youOwnThisRoom'),
};

export const fieldText = (field, code) => code && (FIELDS[field]?.[code] ?? t('kit.problem-text.thisValueIsntAllowed'));

export function problemText(problem) {
  if (problem.retryAfter) {
    return t('kit.problem-text.tooManyAttemptsWait', { time: waitText(problem.retryAfter) });
  }
  return PROBLEMS[problem.code] ?? problem.message;
}

function waitText(ms) {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? t('kit.problem-text.seconds', { count: seconds }) : t('kit.problem-text.minutes', { count: Math.ceil(seconds / 60) });
}
