// SPDX-License-Identifier: EUPL-1.2

// Command xmod checks a shard of the audit log with Go's x/mod packages, which know nothing of this project.
//
//	xmod DIR VKEY             prints "ok <origin> <size>" or "rejected: <why>" and exits 1
//	xmod DIR VKEY -changes    for each line "<path> <offset> <flip>" on standard input: the byte at that place is XORed with
//	                          flip, in memory, and the whole log is checked again; prints "ok" or "rejected: <why>" a line
//	xmod DIR VKEY -seeded N S checks the log after each of N single-byte changes drawn from seed S, spread evenly over note text,
//	                          log signature, live tiles and bundles; exits 1 when one of them goes unseen
//
// Build: GO111MODULE=off GOPATH=/usr/share/gocode go build -o xmod main.go   (Debian: golang-go golang-golang-x-mod-dev)
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8
const tileWidth = 1 << tileHeight

// shard gives the bytes of the files of a log; at most one of them has a changed byte.
type shard struct {
	files   map[string][]byte
	changed string
	other   []byte
	// hashes of the entries of bundles that are as they were read; nil keeps none
	leaves map[string][]tlog.Hash
}

func (s *shard) read(path string) ([]byte, error) {
	if path == s.changed {
		return s.other, nil
	}
	if data, ok := s.files[path]; ok {
		return data, nil
	}
	return nil, fmt.Errorf("%s is missing", path)
}

// ours turns "tile/8/<L>/<N>" of x/mod into "tile/<L>/<N>" of tlog-tiles.
func ours(t tlog.Tile) string {
	return "tile/" + strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", tileHeight))
}

// tile reads a tile; where a part of one is gone, the head of the full one stands in for it.
func (s *shard) tile(t tlog.Tile) ([]byte, error) {
	data, err := s.read(ours(t))
	if err != nil && t.W < tileWidth {
		full := t
		full.W = tileWidth
		if data, err = s.read(ours(full)); err == nil {
			if len(data) != tileWidth*tlog.HashSize {
				return nil, fmt.Errorf("%s has %d bytes", ours(full), len(data))
			}
			data = data[:t.W*tlog.HashSize]
		}
	}
	if err == nil && len(data) != t.W*tlog.HashSize {
		return nil, fmt.Errorf("%s has %d bytes", ours(t), len(data))
	}
	return data, err
}

// tileReader hands tiles to x/mod, which authenticates each of them against the tree hash, and remembers which it asked for.
type tileReader struct {
	shard *shard
	asked map[string]bool
}

func (r *tileReader) Height() int { return tileHeight }

func (r *tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		data, err := r.shard.tile(t)
		if err != nil {
			return nil, err
		}
		r.asked[ours(t)] = true
		all = append(all, data)
	}
	return all, nil
}

func (r *tileReader) SaveTiles([]tlog.Tile, [][]byte) {}

// checkpoint opens the signed note and reads its three lines.
func (s *shard) checkpoint(verifier note.Verifier) (origin string, tree tlog.Tree, err error) {
	data, err := s.read("checkpoint")
	if err != nil {
		return "", tree, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return "", tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return "", tree, errors.New("the note is no checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || size > 1<<40 || strconv.FormatInt(size, 10) != lines[1] {
		return "", tree, errors.New("the size is no plain decimal")
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return "", tree, errors.New("the root is not 32 bytes in base64")
	}
	tree.N = size
	copy(tree.Hash[:], root)
	return lines[0], tree, nil
}

// bundle gives the leaf hashes of the entries first … first+width-1.
func (s *shard) bundle(number int64, width int) ([]tlog.Hash, error) {
	path := strings.Replace(ours(tlog.Tile{H: tileHeight, L: 0, N: number, W: width}), "tile/0/", "tile/entries/", 1)
	data, err := s.read(path)
	want := width
	if err != nil && width < tileWidth {
		path = strings.Replace(ours(tlog.Tile{H: tileHeight, L: 0, N: number, W: tileWidth}), "tile/0/", "tile/entries/", 1)
		data, err = s.read(path)
		want = tileWidth
	}
	if err != nil {
		return nil, err
	}
	if held, ok := s.leaves[path]; ok && path != s.changed {
		return held[:width], nil
	}
	var hashes []tlog.Hash
	for rest := data; len(rest) > 0; {
		if len(rest) < 2 {
			return nil, fmt.Errorf("%s ends inside an entry", path)
		}
		length := int(binary.BigEndian.Uint16(rest))
		if len(rest) < 2+length {
			return nil, fmt.Errorf("%s ends inside an entry", path)
		}
		hashes = append(hashes, tlog.RecordHash(rest[2:2+length]))
		rest = rest[2+length:]
	}
	if len(hashes) != want {
		return nil, fmt.Errorf("%s has %d entries, not %d", path, len(hashes), want)
	}
	if path != s.changed && s.leaves != nil {
		s.leaves[path] = hashes
	}
	return hashes[:width], nil
}

// verify checks the note, every tile that the size needs and every entry.
func (s *shard) verify(verifier note.Verifier) (string, int64, error) {
	origin, tree, err := s.checkpoint(verifier)
	if err != nil {
		return "", 0, err
	}
	reader := &tileReader{s, map[string]bool{}}
	indexes := make([]int64, tree.N)
	for i := range indexes {
		indexes[i] = tlog.StoredHashIndex(0, int64(i))
	}
	authenticated, err := tlog.TileHashReader(tree, reader).ReadHashes(indexes)
	if err != nil {
		return "", 0, err
	}
	for first := int64(0); first < tree.N; first += tileWidth {
		width := tileWidth
		if left := tree.N - first; left < tileWidth {
			width = int(left)
		}
		leaves, err := s.bundle(first/tileWidth, width)
		if err != nil {
			return "", 0, err
		}
		for i := range leaves {
			if leaves[i] != authenticated[first+int64(i)] {
				return "", 0, fmt.Errorf("entry %d is not the one in its tile", first+int64(i))
			}
		}
	}
	for _, t := range liveTiles(tree.N) {
		if !reader.asked[ours(t)] {
			return "", 0, fmt.Errorf("%s was not authenticated", ours(t))
		}
	}
	return origin, tree.N, nil
}

// liveTiles are, by x/mod's own reckoning, the tiles that a log of this size has; of the parts of a tile only the widest counts.
func liveTiles(size int64) []tlog.Tile {
	var live []tlog.Tile
	for _, t := range tlog.NewTiles(tileHeight, 0, size) {
		if last := len(live) - 1; last >= 0 && live[last].L == t.L && live[last].N == t.N {
			live[last] = t
		} else {
			live = append(live, t)
		}
	}
	return live
}

func load(directory string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.Walk(directory, func(path string, info os.FileInfo, err error) error {
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		name, err := filepath.Rel(directory, path)
		if err != nil || !(name == "checkpoint" || strings.HasPrefix(name, "tile/")) {
			return err
		}
		files[name], err = os.ReadFile(path)
		return err
	})
	return files, err
}

func (s *shard) change(line string) error {
	var path string
	var offset int
	var flip byte
	if _, err := fmt.Sscanf(line, "%s %d %d", &path, &offset, &flip); err != nil {
		return err
	}
	data, ok := s.files[path]
	if !ok || offset < 0 || offset >= len(data) || flip == 0 {
		return fmt.Errorf("no such byte: %s", line)
	}
	s.changed, s.other = path, append([]byte(nil), data...)
	s.other[offset] ^= flip
	return nil
}

func run() error {
	if len(os.Args) < 3 {
		return errors.New("usage: xmod DIR VKEY [-changes]")
	}
	verifier, err := note.NewVerifier(os.Args[2])
	if err != nil {
		return err
	}
	files, err := load(os.Args[1])
	if err != nil {
		return err
	}
	s := &shard{files: files, leaves: map[string][]tlog.Hash{}}
	origin, size, err := s.verify(verifier)
	if err != nil {
		return fmt.Errorf("rejected: %w", err)
	}
	fmt.Printf("ok %s %d\n", origin, size)
	switch {
	case len(os.Args) == 3:
		return nil
	case len(os.Args) == 4 && os.Args[3] == "-changes":
		return s.answer(verifier)
	case len(os.Args) == 6 && os.Args[3] == "-seeded":
		count, err := strconv.Atoi(os.Args[4])
		if err != nil {
			return err
		}
		seed, err := strconv.ParseInt(os.Args[5], 10, 64)
		if err != nil {
			return err
		}
		return s.seeded(verifier, size, count, seed)
	}
	return errors.New("usage: xmod DIR VKEY [-changes | -seeded N SEED]")
}

// answer says ok or rejected to each change on standard input.
func (s *shard) answer(verifier note.Verifier) error {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		if err := s.change(lines.Text()); err != nil {
			return err
		}
		if _, _, err := s.verify(verifier); err != nil {
			fmt.Fprintf(out, "rejected: %v\n", err)
		} else {
			fmt.Fprintln(out, "ok")
		}
	}
	return nil
}

// seeded draws changes and fails on the first that goes unseen.
func (s *shard) seeded(verifier note.Verifier, size int64, count int, seed int64) error {
	var tiles, bundles []string
	for _, t := range liveTiles(size) {
		tiles = append(tiles, ours(t))
		if t.L == 0 {
			bundles = append(bundles, strings.Replace(ours(t), "tile/0/", "tile/entries/", 1))
		}
	}
	checkpoint := s.files["checkpoint"]
	blank := strings.LastIndex(string(checkpoint), "\n\n") + 1
	random := rand.New(rand.NewSource(seed))
	for done := 0; done < count; {
		path, low, high := "checkpoint", 0, blank
		switch done % 4 {
		case 1:
			low, high = blank, len(checkpoint)
		case 2:
			path = tiles[random.Intn(len(tiles))]
			high = len(s.files[path])
		case 3:
			path = bundles[random.Intn(len(bundles))]
			high = len(s.files[path])
		}
		line := fmt.Sprintf("%s %d %d", path, low+random.Intn(high-low), 1+random.Intn(255))
		if err := s.change(line); err != nil {
			return err
		}
		if path == "checkpoint" && sameSignature(checkpoint, s.other) {
			continue
		}
		if _, _, err := s.verify(verifier); err == nil {
			return fmt.Errorf("not seen: %s", line)
		}
		done++
	}
	fmt.Printf("rejected after each of %d changes\n", count)
	return nil
}

// sameSignature is true where only the stray bits of the last base64 character differ, which Go's decoder passes over: the signature
// itself is unchanged.
func sameSignature(before, after []byte) bool {
	index := len(before) - 3
	if !bytes.Equal(before[:index], after[:index]) || !bytes.Equal(before[index+1:], after[index+1:]) {
		return false
	}
	old, oldErr := base64.StdEncoding.DecodeString("AA" + string(before[index]) + "=")
	now, nowErr := base64.StdEncoding.DecodeString("AA" + string(after[index]) + "=")
	return oldErr == nil && nowErr == nil && bytes.Equal(old, now)
}

func main() {
	if err := run(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
