'use strict';
module.exports = { cases: {} };
