"""The training workloads in Keras on TensorFlow, on the CPU, with its own defaults: `fit`, and `train_on_batch` for a step."""
import os
import statistics
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ["KERAS_BACKEND"] = "tensorflow"
start = time.perf_counter()
import numpy as np
import tensorflow as tf
import keras
import_seconds = time.perf_counter() - start

from keras import layers

from common import Bench, median_seconds

bench = Bench("keras", import_seconds)
keras.utils.set_random_seed(0)


def perceptron():
    return keras.Sequential([
        keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, activation="relu"),
        layers.Dropout(0.2), layers.Dense(10)])


def convolutional():
    return keras.Sequential([
        keras.Input((28, 28, 1)), layers.Conv2D(32, 3, activation="relu"),
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(), layers.Dropout(0.25), layers.Flatten(),
        layers.Dense(128, activation="relu"), layers.Dropout(0.5), layers.Dense(10)])


def row_reader():
    return keras.Sequential([keras.Input((28, 28)), layers.LSTM(128), layers.Dense(10)])


def compiled(model, **settings):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, **settings)
    return model


def step_work(name, make, count, shape=(128, 28, 28)):
    if bench.wants(name):
        model = compiled(make())
        images = tf.constant(bench.images("train")[:128].astype(np.float32).reshape(shape) / 255)
        labels = tf.constant(bench.labels("train")[:128].astype(np.int64))
        took = median_seconds(lambda: float(model.train_on_batch(images, labels)), count)
        bench.emit(name, 1e3 * took, "ms")


class EpochTimes(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.times = []

    def on_epoch_begin(self, epoch, logs=None):
        self.begin = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.times.append(time.perf_counter() - self.begin)


if bench.wants("mlp_epoch_fit"):
    images, labels = bench.images("train").astype(np.float32) / 255, bench.labels("train").astype(np.int64)
    model, clock = compiled(perceptron(), metrics=["accuracy"]), EpochTimes()
    # The first epoch traces the model.
    model.fit(images, labels, batch_size=128, epochs=bench.options.epochs + 1, callbacks=[clock], verbose=0)
    bench.emit("mlp_epoch_fit", statistics.median(clock.times[1:]), "s", first=clock.times[0])
step_work("mlp_step", perceptron, 300)
step_work("cnn_step", convolutional, 12, (128, 28, 28, 1))
step_work("lstm_step", row_reader, 40)
bench.finish()
