import '../kit/bar.js';
import '../account/parley-invite.js';
