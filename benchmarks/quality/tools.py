# Tools that the quality runner compares: Lathe with its defaults, and the peers that are installed with several settings each.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
import resource
import shutil
import subprocess
import sys

LIMIT = 20  # seconds of the clock that a tool may take


def run(*words):
    """CPU seconds of a program and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(w) for w in words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=LIMIT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ffmpeg(i, o, f):
    return run("ffmpeg", "-v", "error", "-y", "-i", i, "-af", f, "-c:a", "pcm_f32le", o)


def sox(i, o, *effects):
    return run("sox", i, "-e", "float", "-b", 32, o, *effects)


def lathe(program, command, *more):
    quiet = ["--no-report"] if command in ("denoise", "dehum", "dereverb") else []
    return lambda i, o, t, m: run(program, command, i, "-o", o, "--force", "--quiet", "--bits", "32f", *quiet, *more)


def noise_peers():
    found = []
    for amount in (0.5, 0.3, 0.2, 0.1):
        def noisered(i, o, t, m, amount=amount):
            spent = run("sox", i, "-n", "trim", 0, m["profile_s"], "noiseprof", t + ".prof")
            return spent + sox(i, o, "noisered", t + ".prof", amount)
        found.append(("sox noisered", str(amount), noisered))
    for nr in (12, 20, 30):
        for nf in (-50, -40, -30, -20):
            f = "asendcmd=c='0.0 afftdn sn start; {} afftdn sn stop',afftdn=nr=%d:nf=%d" % (nr, nf)
            found.append(("ffmpeg afftdn", f"nr={nr} nf={nf}", lambda i, o, t, m, f=f: ffmpeg(i, o, f.format(m["profile_s"]))))
    return found


def denoise_peers(options):
    found = noise_peers()
    found.append(("ffmpeg anlmdn", "s=0.01", lambda i, o, t, m: ffmpeg(i, o, "anlmdn=s=0.01")))
    if options.rnnn:
        found.append(("ffmpeg arnndn", "model given", lambda i, o, t, m: ffmpeg(i, o, f"aresample=48000,arnndn=m={options.rnnn},aresample={m['fs']}")))
    if options.rnnoise:
        def rnnoise(i, o, t, m):
            run("sox", i, "-e", "signed", "-b", 16, t + "48.wav", "rate", "-v", 48000)
            spent = run(*options.rnnoise.split(), t + "48.wav", t + "48o.wav")
            sox(t + "48o.wav", o, "rate", "-v", m["fs"])
            return spent
        found.append(("RNNoise", "as it is", rnnoise))
    return found


def hum_peers():
    found = [p for p in noise_peers() if p[0] == "ffmpeg afftdn"]
    for base in (50, 60):
        for width in (1, 4):
            comb = sum((["bandreject", str(k * base), f"{width}h"] for k in range(1, 21)), [])
            found.append(("sox notch comb", f"{base} Hz, {width} Hz wide", lambda i, o, t, m, comb=comb: sox(i, o, *comb)))
    return found


def filters(name, settings):
    return [("ffmpeg " + name, s or "defaults", lambda i, o, t, m, s=s: ffmpeg(i, o, name + ("=" + s if s else ""))) for s in settings]


def tools(options, kind, speech=False):
    """(tool, setting, function of input, output, name for other files, meta that gives CPU seconds) for a kind of case."""
    ours = {"noise": "denoise", "hum": "dehum", "click": "declick", "clip": "declip", "gap": "fill"}[kind]
    found = [("Lathe", "defaults", lathe(options.lathe, ours))]
    if kind == "noise" and speech:
        found.append(("Lathe dialogue", "mode=dialogue", lathe(options.lathe, ours, "--mode", "dialogue")))
    if kind == "noise":
        found += denoise_peers(options)
    elif kind == "hum":
        found += hum_peers()
    elif kind == "click":
        found += filters("adeclick", ("", "m=s", "m=s:t=4", "m=s:t=8"))
    elif kind == "clip":
        found += filters("adeclip", ("", "m=s"))
    return [t for t in found if t[0].startswith("Lathe") or t[0] == "RNNoise" or shutil.which(t[0].split()[0])]


def missing(options):
    """Peers that are not here, by name."""
    names = [p for p in ("sox", "ffmpeg") if not shutil.which(p)]
    if not options.rnnn:
        names.append("ffmpeg arnndn (no model given with --rnnn)")
    if not options.rnnoise:
        names.append("RNNoise (no program given with --rnnoise)")
    names += ["Audacity (no noise reduction without its window)", "gwc (no command line)", "libspecbleach", "noisereduce"]
    return names


def warn(*words):
    print(*words, file=sys.stderr, flush=True)
