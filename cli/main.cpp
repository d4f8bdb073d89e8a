// The command line program: parses arguments, runs one command, turns errors into exit codes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors

int main() { return 2; }
