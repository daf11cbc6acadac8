import '../kit/bar.js';
import '../admin/parley-admin.js';
