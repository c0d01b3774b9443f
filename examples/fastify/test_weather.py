"""Tests the weather service from Python: `python3 examples/fastify/test_weather.py`. Needs Node and nothing else."""

import json
import os
import subprocess
import unittest
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))


def start(*command, **options):
    """Starts a program, and gives it with the first line that it prints."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)
    return process, process.stdout.readline().strip()


def call(method, url, body=None, token=None):
    """Calls an HTTP API with JSON, and gives the JSON that comes back."""
    headers = {"Content-Type": "application/json"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        content = answer.read()
    return json.loads(content) if content else None


class WeatherTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # The push service ends with its stdin: it does not outlive this program, whatever happens.
        cls.service, ready = start("npx", "pushwright", "serve", "--tls", "--exit-with-stdin", stdin=subprocess.PIPE)
        cls.ready = json.loads(ready)
        # The push service has a certificate of an authority of its own.
        environment = {**os.environ, "NODE_EXTRA_CA_CERTS": cls.ready["caFile"]}
        cls.backend, cls.url = start("node", os.path.join(HERE, "backend.ts"), "0", env=environment)

    @classmethod
    def tearDownClass(cls):
        cls.backend.terminate()
        cls.service.stdin.close()
        for process in (cls.backend, cls.service):
            process.wait(timeout=30)
            process.stdout.close()

    def control(self, method, path, body=None):
        return call(method, self.ready["controlUrl"] + path, body, self.ready["token"])

    def test_a_warning_reaches_a_phone(self):
        self.control("POST", "/clients", {"name": "phone"})
        key = call("GET", f"{self.url}/vapid-public-key")["publicKey"]
        subscription = self.control("POST", "/clients/phone/subscriptions", {"applicationServerKey": key})
        call("POST", f"{self.url}/subscriptions", subscription)

        answer = call("POST", f"{self.url}/warnings", {"text": "Storm tonight"})

        self.assertEqual(answer["statuses"], [201])
        arrived = self.control("GET", "/clients/phone/notifications?wait=5s")["notifications"]
        self.assertEqual([notification["text"] for notification in arrived], ["Storm tonight"])
        push = self.control("GET", "/pushes?count=1")["pushes"][0]
        self.assertEqual(push["headers"]["urgency"], "high")


if __name__ == "__main__":
    unittest.main()
