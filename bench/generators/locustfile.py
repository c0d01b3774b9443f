"""The users of Locust: CLIENTS of them, each with one connection; the run ends with the last."""
import os
import time

from gevent import monkey

monkey.patch_all()

import websocket  # noqa: E402
from locust import User, task  # noqa: E402
from locust.exception import StopUser  # noqa: E402

clients = int(os.environ["CLIENTS"])
pings = int(os.environ["PINGS"])
done = 0


class Client(User):
    @task
    def chat(self):
        global done
        socket = websocket.create_connection(os.environ["URL"], enable_multithread=False)
        self.exchange(socket, "hello", '{"messageType":"hello","use_webpush":true,"broadcasts":{}}')
        for _ in range(pings):
            self.exchange(socket, "ping", "{}")
        socket.close()
        done += 1
        if done == clients:
            self.environment.runner.quit()
        raise StopUser()

    def exchange(self, socket, name, message):
        start = time.perf_counter()
        socket.send(message)
        answer = socket.recv()
        self.environment.events.request.fire(
            request_type="WS",
            name=name,
            response_time=(time.perf_counter() - start) * 1000,
            response_length=len(answer),
            exception=None,
            context={},
        )
