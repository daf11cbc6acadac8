import '../kit/bar.js';
import '../account/parley-log-in.js';
