/**
 * Jest's environment for Node with a plain global object.
 *
 * Jest's own one answers each use of a global such as Math in JavaScript, through a proxy, which makes physics ten
 * times slower. A context that was created without an object of ours has a global object as fast as that of the process.
 */
const vm = require("node:vm");
const { TestEnvironment } = require("jest-environment-node");

module.exports = class PlainEnvironment extends TestEnvironment {
  /** @param {ConstructorParameters<typeof TestEnvironment>} args */
  constructor(...args) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...args);
    } finally {
      vm.createContext = createContext;
    }
  }
};
