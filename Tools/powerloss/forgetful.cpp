// A file system that forgets: what was not made durable is gone when the power goes.
//
//     forgetful --store DIR [--torn SEED] [libfuse's options] MOUNTPOINT
//
// Every write is kept in memory until its file is synced (`fsync`, `fdatasync`), or goes through at
// once where the file was opened with O_DSYNC or O_SYNC. A name is durable when its folder was
// synced, as POSIX has it; what is more than that (ext4 keeps a rename whole) is not promised here.
// `syncfs` never reaches a FUSE daemon: shim.c sends it as the attribute `user.syncfs`.
//
// SIGUSR1 takes the power away: the next write that should be durable is cut at random sectors and
// fails, and after it everything fails. What has survived is in DIR/disk when the program has ended.
// Without --torn all unsynced bytes and names are lost; with it each unsynced page is lost, there,
// or there by sectors, and each unsynced folder is there or not. Ended by `umount`, nothing is lost.
//
// libfuse 3.14 (LGPL 2.1), one thread: no request is half done when another comes.
#define FUSE_USE_VERSION 31
#include <fuse3/fuse.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace files = std::filesystem;

constexpr off_t page_bytes = 4096;
constexpr off_t sector_bytes = 512;
using Page = std::array<char, page_bytes>;

struct Node;
using NodePointer = std::shared_ptr<Node>;
using Names = std::map<std::string, NodePointer>;

/// A file or a folder, as running programs see it and as it would be without power.
struct Node {
    bool is_folder = false;
    mode_t mode = 0;
    timespec changed{};

    Names names;    // folder: what is seen
    Names durable;  // folder: what stays

    int kept = -1;            // file: its durable bytes
    std::string path;         // file: where they are
    off_t size = 0;           // file: what is seen
    off_t durable_size = 0;   // file: what stays
    off_t valid = 0;          // file: durable bytes from here on were cut off and are seen as zero
    std::map<off_t, Page> dirty;  // file: pages that were written and not synced

    ~Node() { if (kept >= 0) close(kept); }
};

enum class Power { on, failing, off };

static NodePointer root;
static files::path store;
static long long pool_number = 0;
static volatile sig_atomic_t power_was_cut = 0;
static Power power = Power::on;
static bool is_torn = false;
static std::mt19937_64 dice;

static void cut_power(int) { power_was_cut = 1; }

/// Called by each request: whether there is power left for it.
static bool is_dead() {
    if (power_was_cut && power == Power::on) power = Power::failing;
    return power == Power::off;
}

static bool toss() { return dice() & 1; }

// MARK: Names

static NodePointer find(const std::string &path) {
    NodePointer at = root;
    size_t start = 1;
    while (at && start < path.size()) {
        size_t end = path.find('/', start);
        if (end == std::string::npos) end = path.size();
        if (!at->is_folder) return nullptr;
        auto found = at->names.find(path.substr(start, end - start));
        at = found == at->names.end() ? nullptr : found->second;
        start = end + 1;
    }
    return at;
}

static NodePointer parent_of(const std::string &path, std::string &name) {
    size_t slash = path.rfind('/');
    name = path.substr(slash + 1);
    return find(slash == 0 ? "/" : path.substr(0, slash));
}

static NodePointer make_file(mode_t mode) {
    auto node = std::make_shared<Node>();
    node->mode = S_IFREG | (mode & 07777);
    node->path = store / "pool" / std::to_string(pool_number++);
    node->kept = open(node->path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    clock_gettime(CLOCK_REALTIME, &node->changed);
    return node->kept < 0 ? nullptr : node;
}

static NodePointer make_folder(mode_t mode) {
    auto node = std::make_shared<Node>();
    node->is_folder = true;
    node->mode = S_IFDIR | (mode & 07777);
    clock_gettime(CLOCK_REALTIME, &node->changed);
    return node;
}

// MARK: Bytes

/// A page as it is seen: the dirty one, or the durable bytes that were not cut off.
static Page page_at(const Node &node, off_t number) {
    auto found = node.dirty.find(number);
    if (found != node.dirty.end()) return found->second;
    Page page{};
    off_t start = number * page_bytes;
    off_t count = std::min(page_bytes, node.valid - start);
    if (count > 0 && pread(node.kept, page.data(), count, start) < 0) page.fill(0);
    return page;
}

static void keep(Node &node, const char *bytes, off_t count, off_t offset) {
    for (off_t done = 0; done < count;) {
        ssize_t written = pwrite(node.kept, bytes + done, count - done, offset + done);
        if (written <= 0) { perror("forgetful: the store"); _exit(1); }
        done += written;
    }
}

static void write_to_memory(Node &node, const char *bytes, off_t count, off_t offset) {
    for (off_t done = 0; done < count;) {
        off_t at = offset + done, number = at / page_bytes, inside = at % page_bytes;
        off_t part = std::min(page_bytes - inside, count - done);
        Page page = page_at(node, number);
        memcpy(page.data() + inside, bytes + done, part);
        node.dirty[number] = page;
        done += part;
    }
    node.size = std::max(node.size, offset + count);
}

/// Makes the length durable that is seen; what was cut off is zero if the file grows again.
static void keep_size(Node &node) {
    if (node.valid < node.durable_size && ftruncate(node.kept, node.valid)) _exit(1);
    if (ftruncate(node.kept, node.size)) _exit(1);
    node.durable_size = node.valid = node.size;
}

static void sync_file(Node &node) {
    for (auto &[number, page] : node.dirty) {
        off_t start = number * page_bytes, count = std::min(page_bytes, node.size - start);
        if (count > 0) keep(node, page.data(), count, start);
        node.valid = std::max(node.valid, std::min(node.size, start + page_bytes));
    }
    node.dirty.clear();
    keep_size(node);
}

static void sync_everything(Node &node) {
    if (!node.is_folder) return sync_file(node);
    node.durable = node.names;
    for (auto &[name, child] : node.names) sync_everything(*child);
}

/// The write under way when the power goes: each sector has reached the disk, or has not.
static void tear(Node &node, const char *bytes, off_t count, off_t offset) {
    for (off_t done = 0; done < count; done += sector_bytes) {
        off_t part = std::min(sector_bytes, count - done);
        bool is_inside = offset + done + part <= node.durable_size;
        if (is_inside && toss()) keep(node, bytes + done, part, offset + done);
    }
}

// MARK: What survives

static void let_survive(Node &node) {
    for (auto &[number, page] : node.dirty) {
        off_t start = number * page_bytes, count = std::min(page_bytes, node.size - start);
        unsigned fate = dice() % 3;  // lost, there, there by sectors
        for (off_t at = 0; fate != 0 && at < count; at += sector_bytes) {
            off_t part = std::min(sector_bytes, count - at);
            if (fate == 2 && toss()) continue;
            keep(node, page.data() + at, part, start + at);
        }
    }
}

static void put_down(Node &node, const files::path &path, std::set<Node *> &seen) {
    if (!node.is_folder) {
        bool is_first = seen.insert(&node).second;
        if (is_first && is_torn && power != Power::on) let_survive(node);
        files::create_hard_link(node.path, path);
        chmod(path.c_str(), node.mode & 07777);
        return;
    }
    files::create_directory(path);
    bool is_as_seen = is_torn && power != Power::on && toss();
    for (auto &[name, child] : is_as_seen ? node.names : node.durable)
        put_down(*child, path / name, seen);
    chmod(path.c_str(), node.mode & 07777);
}

/// Writes the surviving tree beside the old one, and then in its place.
static void leave() {
    if (power == Power::on) sync_everything(*root);
    std::set<Node *> seen;
    put_down(*root, store / "survived", seen);
    root = nullptr;
    files::remove_all(store / "disk");
    files::remove_all(store / "pool");
    files::rename(store / "survived", store / "disk");
}

static NodePointer take_up(const files::path &path) {
    struct stat facts;
    if (lstat(path.c_str(), &facts)) _exit(1);
    if (S_ISDIR(facts.st_mode)) {
        NodePointer node = make_folder(facts.st_mode);
        for (auto &entry : files::directory_iterator(path))
            node->names[entry.path().filename()] = take_up(entry.path());
        node->durable = node->names;
        return node;
    }
    auto node = std::make_shared<Node>();
    node->mode = facts.st_mode;
    node->changed = facts.st_mtim;
    node->path = store / "pool" / std::to_string(pool_number++);
    files::create_hard_link(path, node->path);
    node->kept = open(node->path.c_str(), O_RDWR | O_CLOEXEC);
    node->size = node->durable_size = node->valid = facts.st_size;
    return node;
}

// MARK: Requests

struct Handle {
    NodePointer node;
    bool is_synced;
};

static Handle &handle(fuse_file_info *info) { return *reinterpret_cast<Handle *>(info->fh); }

static int open_handle(NodePointer node, fuse_file_info *info) {
    bool is_synced = info->flags & O_DSYNC;  // O_SYNC has its bit too
    info->fh = reinterpret_cast<uint64_t>(new Handle{node, is_synced});
    return 0;
}

static int on_getattr(const char *path, struct stat *facts, fuse_file_info *info) {
    if (is_dead()) return -EIO;
    NodePointer node = info ? handle(info).node : find(path);
    if (!node) return -ENOENT;
    facts->st_mode = node->mode;
    facts->st_nlink = node->is_folder ? 2 : 1;
    facts->st_size = node->is_folder ? page_bytes : node->size;
    facts->st_blocks = (facts->st_size + 511) / 512;
    facts->st_uid = getuid();
    facts->st_gid = getgid();
    facts->st_mtim = facts->st_ctim = facts->st_atim = node->changed;
    return 0;
}

static int on_readdir(const char *, void *buffer, fuse_fill_dir_t fill, off_t, fuse_file_info *info,
                      fuse_readdir_flags) {
    if (is_dead()) return -EIO;
    NodePointer node = handle(info).node;
    fill(buffer, ".", nullptr, 0, {});
    fill(buffer, "..", nullptr, 0, {});
    for (auto &[name, child] : node->names) fill(buffer, name.c_str(), nullptr, 0, {});
    return 0;
}

static int on_open(const char *path, fuse_file_info *info) {
    if (is_dead()) return -EIO;
    NodePointer node = find(path);
    return node ? open_handle(node, info) : -ENOENT;
}

static int on_create(const char *path, mode_t mode, fuse_file_info *info) {
    if (is_dead()) return -EIO;
    std::string name;
    NodePointer folder = parent_of(path, name);
    if (!folder) return -ENOENT;
    NodePointer node = make_file(mode);
    if (!node) return -EIO;
    folder->names[name] = node;
    return open_handle(node, info);
}

static int on_release(const char *, fuse_file_info *info) {
    delete &handle(info);
    return 0;
}

static int on_read(const char *, char *bytes, size_t count, off_t offset, fuse_file_info *info) {
    if (is_dead()) return -EIO;
    Node &node = *handle(info).node;
    off_t end = std::min<off_t>(node.size, offset + count), at = offset;
    while (at < end) {
        off_t inside = at % page_bytes, part = std::min(page_bytes - inside, end - at);
        Page page = page_at(node, at / page_bytes);
        memcpy(bytes + (at - offset), page.data() + inside, part);
        at += part;
    }
    return std::max<off_t>(0, at - offset);
}

static int on_write(const char *, const char *bytes, size_t count, off_t offset,
                    fuse_file_info *info) {
    if (is_dead()) return -EIO;
    Handle &open = handle(info);
    Node &node = *open.node;
    clock_gettime(CLOCK_REALTIME, &node.changed);
    if (!open.is_synced) {
        write_to_memory(node, bytes, count, offset);
        return count;
    }
    if (power == Power::failing) {
        if (is_torn) tear(node, bytes, count, offset);
        power = Power::off;
        return -EIO;
    }
    // Through to the disk, whatever else of the file waits; where that has older bytes, too.
    off_t end = offset + static_cast<off_t>(count);
    bool is_plain = end <= node.durable_size && node.valid == node.durable_size;
    auto waiting = node.dirty.lower_bound(offset / page_bytes);
    if (is_plain && (waiting == node.dirty.end() || waiting->first * page_bytes >= end)) {
        keep(node, bytes, count, offset);
        return count;
    }
    write_to_memory(node, bytes, count, offset);
    sync_file(node);
    return count;
}

static int on_truncate(const char *path, off_t size, fuse_file_info *info) {
    if (is_dead()) return -EIO;
    NodePointer node = info ? handle(info).node : find(path);
    if (!node) return -ENOENT;
    if (size < node->size) {
        node->valid = std::min(node->valid, size);
        node->dirty.erase(node->dirty.lower_bound((size + page_bytes - 1) / page_bytes),
                          node->dirty.end());
        auto last = node->dirty.find(size / page_bytes);
        if (last != node->dirty.end())
            memset(last->second.data() + size % page_bytes, 0, page_bytes - size % page_bytes);
    }
    node->size = size;
    return 0;
}

static int on_fallocate(const char *, int mode, off_t offset, off_t count, fuse_file_info *info) {
    if (is_dead()) return -EIO;
    if (mode != 0) return -EOPNOTSUPP;
    Node &node = *handle(info).node;
    node.size = std::max(node.size, offset + count);
    return 0;
}

static int on_fsync(const char *, int, fuse_file_info *info) {
    if (is_dead()) return -EIO;
    if (power == Power::failing) { power = Power::off; return -EIO; }
    sync_file(*handle(info).node);
    return 0;
}

static int on_fsyncdir(const char *, int, fuse_file_info *info) {
    if (is_dead()) return -EIO;
    Node &node = *handle(info).node;
    node.durable = node.names;
    return 0;
}

static int on_mkdir(const char *path, mode_t mode) {
    if (is_dead()) return -EIO;
    std::string name;
    NodePointer folder = parent_of(path, name);
    if (!folder) return -ENOENT;
    if (folder->names.count(name)) return -EEXIST;
    folder->names[name] = make_folder(mode);
    return 0;
}

static int on_unlink(const char *path) {
    if (is_dead()) return -EIO;
    std::string name;
    NodePointer folder = parent_of(path, name);
    return folder && folder->names.erase(name) ? 0 : -ENOENT;
}

static int on_rmdir(const char *path) {
    if (is_dead()) return -EIO;
    NodePointer node = find(path);
    if (node && !node->names.empty()) return -ENOTEMPTY;
    return on_unlink(path);
}

static int on_rename(const char *from, const char *to, unsigned flags) {
    if (is_dead()) return -EIO;
    std::string old_name, new_name;
    NodePointer old_folder = parent_of(from, old_name), new_folder = parent_of(to, new_name);
    if (!old_folder || !new_folder || !old_folder->names.count(old_name)) return -ENOENT;
    if (flags & ~1U) return -EINVAL;
    if ((flags & 1U) && new_folder->names.count(new_name)) return -EEXIST;
    NodePointer node = old_folder->names[old_name];
    old_folder->names.erase(old_name);
    new_folder->names[new_name] = node;
    return 0;
}

static int on_chmod(const char *path, mode_t mode, fuse_file_info *) {
    if (is_dead()) return -EIO;
    NodePointer node = find(path);
    if (!node) return -ENOENT;
    node->mode = (node->mode & S_IFMT) | (mode & 07777);
    return 0;
}

static int on_utimens(const char *path, const timespec times[2], fuse_file_info *) {
    NodePointer node = find(path);
    if (!node) return -ENOENT;
    node->changed = times[1];
    return 0;
}

static int on_setxattr(const char *, const char *name, const char *, size_t, int) {
    if (is_dead()) return -EIO;
    if (strcmp(name, "user.syncfs")) return -EOPNOTSUPP;
    // All bytes and all names, as Linux has it.
    sync_everything(*root);
    return 0;
}

static const fuse_opt option_table[] = {
    FUSE_OPT_KEY("--store=%s", 0), FUSE_OPT_KEY("--torn=%s", 1), FUSE_OPT_END};

static int on_option(void *, const char *word, int key, fuse_args *) {
    std::string value = std::string(word).substr(std::string(word).find('=') + 1);
    if (key == 0) store = value;
    if (key == 1) { is_torn = true; dice.seed(std::stoull(value)); }
    return key == 0 || key == 1 ? 0 : 1;
}

/// Removed files go at once, also open ones: requests then come without a path.
static void *on_init(fuse_conn_info *, fuse_config *config) {
    config->hard_remove = 1;
    config->nullpath_ok = 1;
    return nullptr;
}

int main(int count, char **words) {
    fuse_args arguments = FUSE_ARGS_INIT(count, words);
    if (fuse_opt_parse(&arguments, nullptr, option_table, on_option) || store.empty()) {
        fprintf(stderr, "forgetful --store=DIR [--torn=SEED] [-f] MOUNTPOINT\n");
        return 2;
    }
    files::create_directories(store / "disk");
    files::remove_all(store / "pool");
    files::remove_all(store / "survived");
    files::create_directories(store / "pool");
    root = take_up(store / "disk");
    signal(SIGUSR1, cut_power);

    fuse_operations operations{};
    operations.init = on_init;
    operations.getattr = on_getattr;
    operations.readdir = on_readdir;
    operations.open = on_open;
    operations.opendir = on_open;
    operations.releasedir = on_release;
    operations.create = on_create;
    operations.release = on_release;
    operations.read = on_read;
    operations.write = on_write;
    operations.truncate = on_truncate;
    operations.fallocate = on_fallocate;
    operations.fsync = on_fsync;
    operations.fsyncdir = on_fsyncdir;
    operations.mkdir = on_mkdir;
    operations.unlink = on_unlink;
    operations.rmdir = on_rmdir;
    operations.rename = on_rename;
    operations.chmod = on_chmod;
    operations.utimens = on_utimens;
    operations.setxattr = on_setxattr;

    fuse_opt_add_arg(&arguments, "-s");
    fuse_opt_add_arg(&arguments, "-f");
    int result = fuse_main(arguments.argc, arguments.argv, &operations, nullptr);
    leave();
    return result;
}
