cd /tmp/h/mapped
TEST_MYSQL_URL=mysql://root@127.0.0.1:3306 TEST_REDIS_URL=redis://127.0.0.1:6379 node --experimental-vm-modules --no-warnings node_modules/jest/bin/jest.js --projects apps/api/jest.servers.config.js --testTimeout=60000 "$@"
