const { startTestServices } = require('../../api/testing/test-services');

module.exports = startTestServices;
